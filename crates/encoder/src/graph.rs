//! A network that ships with the program: loaded once, run on one thread.
//!
//! Graphs have 8-bit weights and fixed activation scales, so a result does not
//! depend on what else is in the batch.

pub use rten::Value;
use rten::{Model, NodeId, RunOptions, ThreadPool};
use rten_tensor::NdTensor;
use std::sync::Arc;

/// A network or the vocabulary did not load or run: a fault of this program,
/// since both ship inside it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct ModelError(pub String);

impl ModelError {
    fn new(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

thread_local! {
    /// One thread a caller, always: a result must not depend on the machine's
    /// cores, and callers on several threads must not wait for one another.
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

/// A network.
pub struct Graph {
    model: Model,
    inputs: Vec<NodeId>,
}

impl Graph {
    /// Loads a graph in ONNX format and finds its inputs by name.
    ///
    /// # Errors
    /// When the bytes hold no such graph.
    pub fn load(bytes: &'static [u8], inputs: &[&str]) -> Result<Self, ModelError> {
        let model = rten::ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load_static_slice(bytes)
            .map_err(ModelError::new)?;
        let node = |name: &&str| model.node_id(name).map_err(ModelError::new);
        let inputs = inputs.iter().map(node).collect::<Result<_, _>>()?;
        Ok(Self { model, inputs })
    }

    /// Computes the named outputs, and of the network only what they need;
    /// inputs in the order in which [`Graph::load`] named them.
    ///
    /// # Errors
    /// When an input has another form than the graph wants, or it has no such output.
    pub fn run<const N: usize>(
        &self,
        inputs: Vec<Value>,
        outputs: [&str; N],
    ) -> Result<[Value; N], ModelError> {
        let wanted = outputs
            .iter()
            .map(|name| self.model.node_id(name).map_err(ModelError::new))
            .collect::<Result<Vec<NodeId>, _>>()?;
        let inputs = self
            .inputs
            .iter()
            .copied()
            .zip(inputs.into_iter().map(Into::into))
            .collect();
        let pool = POOL.with(Arc::clone);
        let options = RunOptions::default().with_thread_pool(Some(pool));
        let values = self
            .model
            .run(inputs, &wanted, Some(options))
            .map_err(ModelError::new)?;
        values
            .try_into()
            .map_err(|_| ModelError::new("a graph gives another number of outputs than asked"))
    }
}

/// An output as a tensor of `N` dimensions.
///
/// # Errors
/// When it has another number of them.
pub fn tensor<const N: usize>(value: Value) -> Result<NdTensor<f32, N>, ModelError> {
    value
        .try_into()
        .map_err(|_| ModelError::new("an output has another form than its graph promises"))
}
