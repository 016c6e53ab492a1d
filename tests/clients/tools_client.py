"""What the official client for Python makes of tools through the proxy: calls, results and answers,
over providers of both dialects and from one to the other; tests/it/proxy/clients.rs plays them."""
import json

import openai
from pydantic import BaseModel

client = openai.OpenAI(max_retries=0)


class Weather(BaseModel):
    """Tells the weather."""

    city: str


class Clock(BaseModel):
    """Tells the time."""


TOOLS = [openai.pydantic_function_tool(Weather, name="weather"),
         openai.pydantic_function_tool(Clock, name="clock")]
QUESTION = {"role": "user", "content": "What's the weather in Riga?"}


def ask(model, messages, streamed):
    """Asks with tools; returns the choice."""
    wanted = {"model": model, "messages": messages, "tools": TOOLS}
    if not streamed:
        return client.chat.completions.create(**wanted)
    with client.chat.completions.stream(**wanted) as stream:
        events = [event.type for event in stream]
        whole = stream.get_final_completion()
    assert "chunk" in events, events
    calls = whole.choices[0].message.tool_calls or []
    assert events.count("tool_calls.function.arguments.done") == len(calls), events
    return whole


def go_through(model, streamed, answers=None):
    """Asks, does what is called, and asks again; returns who answered."""
    first = ask(model, [QUESTION], streamed)
    choice = first.choices[0]
    assert choice.finish_reason == "tool_calls", first
    made = [(it.type, it.function.name, json.loads(it.function.arguments))
            for it in choice.message.tool_calls]
    assert made == [("function", "weather", {"city": "Рига"}), ("function", "clock", {})], made
    results = [{"role": "tool", "tool_call_id": it.id, "content": f"{it.function.name}: done"}
               for it in choice.message.tool_calls]
    second = ask(answers or model, [QUESTION, choice.message, *results], streamed)
    assert second.choices[0].finish_reason == "stop", second
    assert second.choices[0].message.content == "It rains.", second
    assert not second.choices[0].message.tool_calls, second
    return [first.model, second.model]


OPENAI, ANTHROPIC = "groq/openai/gpt-oss-20b", "anthropic/claude-haiku-5-5"
for name in (OPENAI, ANTHROPIC):
    for way in (False, True):
        assert go_through(name, way) == [name, name]
# The client changes its mind, then the chain does.
assert go_through(ANTHROPIC, True, answers=OPENAI) == [ANTHROPIC, OPENAI]
assert go_through("general", True) == [OPENAI, ANTHROPIC]
print("content")
