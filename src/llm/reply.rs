//! What a model answered, and what it used.

/// A whole answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// The text, without the model's reasoning.
    pub text: String,
    /// Why it ends where it ends.
    pub end: End,
    /// The tokens that were used, as far as the provider told.
    pub usage: Option<Usage>,
    /// What the provider says that it costs, in US dollars.
    pub cost: Option<f64>,
    /// The model that answered, when the provider named one.
    pub model: Option<String>,
    /// The provider's own name for the request, for its support.
    pub request_id: Option<String>,
}

/// Why an answer ends where it ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// The model was done.
    #[default]
    Complete,
    /// The cap on its output was reached: the text is cut.
    Truncated,
}

/// The tokens of one call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Those of the prompt, the cached ones among them.
    pub input: u64,
    /// Those of the prompt that were read from a cache.
    pub cache_read: u64,
    /// Those of the prompt that were written to a cache.
    pub cache_write: u64,
    /// Those of the answer, the reasoning among them.
    pub output: u64,
    /// Those that the model spent on reasoning.
    pub reasoning: u64,
}
