//! Unpacks the network.

fn main() -> Result<(), demarche_unpacking::UnpackingError> {
    demarche_unpacking::folder("model")
}
