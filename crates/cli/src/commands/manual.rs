//! `demarche completions` and `demarche man`, from the same definition that
//! parses the command line.

use std::io::Write;

use clap::CommandFactory;

use crate::args::{Cli, Completions, Man};
use crate::failure::{Failure, Outcome};
use crate::screen;

pub fn completions(args: &Completions) -> Result<Outcome, Failure> {
    // By way of memory: the generator itself panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "demarche", &mut script);
    print(&script)?;
    Ok(Outcome::Done)
}

pub fn man(args: &Man) -> Result<Outcome, Failure> {
    if let Some(folder) = &args.dir {
        std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
            .map_err(|source| Failure::Write {
                file: folder.display().to_string(),
                source,
            })?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        print(&page)?;
    }
    Ok(Outcome::Done)
}

fn print(page: &[u8]) -> Result<(), Failure> {
    let mut out = screen::raw();
    out.write_all(page)?;
    Ok(out.flush()?)
}
