//! About how large a prompt is, before anybody has counted.

use crate::llm::prompt::{Answer, Message, Prompt};
use crate::llm::tool::{Called, Tool, ToolCall, Tools};

/// Returns about how many tokens a prompt has; rather too many than too few.
pub fn tokens(prompt: &Prompt) -> u64 {
    let schema = match &prompt.answer {
        Answer::Text => 0,
        Answer::Json { schema, .. } => schema.value().to_string().len(),
    };
    let messages: usize = prompt.messages.iter().map(message).sum();
    let tools = prompt.tools.iter().flat_map(Tools::list);
    let bytes = prompt.system.len() + messages + schema + tools.map(tool).sum::<usize>();
    u64::try_from(bytes).unwrap_or(u64::MAX).saturating_mul(23) / 64 + 8
}

/// Returns about how many bytes of a request a message takes.
fn message(message: &Message) -> usize {
    match message {
        Message::User(text) | Message::Assistant(text) => text.len() + 16,
        Message::Called {
            text,
            calls,
            thoughts,
        } => {
            let calls = calls.iter().map(|Called { call, result }| {
                let ToolCall {
                    id,
                    name,
                    arguments,
                } = call;
                // The name of a call stands beside its result as well.
                2 * id.len() + name.len() + arguments.len() + result.len() + 48
            });
            let thoughts = thoughts
                .as_ref()
                .map_or(0, |it| it.sealed.to_string().len());
            thoughts + text.len() + 16 + calls.sum::<usize>()
        }
    }
}

/// Returns about how many bytes of a request a tool takes.
fn tool(tool: &Tool) -> usize {
    let description = tool.description.as_ref().map_or(0, String::len);
    let parameters = serde_json::to_string(&tool.parameters).map_or(0, |it| it.len());
    tool.name.len() + description + parameters + 48
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::tool::ToolChoice;

    #[test]
    fn tools_calls_and_results_count() {
        let tool = Tool {
            name: "weather".to_owned(),
            description: Some("x".repeat(6400)),
            parameters: Tool::no_parameters(),
            strict: true,
        };
        let plain = tokens(&Prompt::question("hi", 100));
        let mut prompt = Prompt {
            tools: Some(Tools::new(vec![tool], ToolChoice::Auto, true).unwrap()),
            ..Prompt::question("hi", 100)
        };
        assert!(tokens(&prompt) > plain + 2000);
        let before = tokens(&prompt);
        let call = ToolCall {
            arguments: "x".repeat(3200),
            ..ToolCall::default()
        };
        let result = "x".repeat(3200);
        prompt.messages.push(Message::Called {
            text: String::new(),
            calls: vec![Called { call, result }],
            thoughts: None,
        });
        assert!(tokens(&prompt) > before + 2000);
    }
}
