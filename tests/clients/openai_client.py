"""What the official client for Python makes of the proxy; tests/it/proxy/clients.rs plays the
providers. The metrics are read by the client library of Prometheus."""
import openai
from prometheus_client.parser import text_string_to_metric_families

client = openai.OpenAI(max_retries=0)
MESSAGES = [{"role": "user", "content": "hi"}]
STREAMED = {"stream": True, "stream_options": {"include_usage": True}}


def ask(asked=client, **more):
    """Asks, with what is different from the plain question."""
    return asked.chat.completions.create(**{"model": "general", "messages": MESSAGES, **more})


def refused(kind, code, do):
    """Does what must fail."""
    try:
        do()
    except kind as error:
        assert error.code == code, error
        return error
    raise SystemExit(f"there was no {kind.__name__}")


names = [model.id for model in client.models.list()]
assert names[:3] == ["general", "coding", "auto"], names
assert "groq/openai/gpt-oss-20b" in names, names

# An answer at once, with what is left of the limits.
raw = client.chat.completions.with_raw_response.create(model="general", messages=MESSAGES)
whole = raw.parse()
assert whole.choices[0].message.content == "A balanced tree.", whole
assert whole.model == "groq/openai/gpt-oss-20b", whole
assert raw.headers["x-ratelimit-limit-requests"] == "28", raw.headers
assert raw.headers["x-ratelimit-remaining-requests"] == "27", raw.headers

# In pieces, from a model by its name.
chunks = list(ask(**STREAMED, **{"model": whole.model}))
text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
assert text == "A balanced tree." and chunks[-1].usage.total_tokens == 15, chunks

# What the client did wrong.
refused(openai.NotFoundError, "model_not_found", lambda: ask(model="gpt-4o"))
refused(openai.BadRequestError, "unsupported_parameter", lambda: ask(n=2))
refused(openai.BadRequestError, "invalid_request", lambda: ask(messages=[]))
refused(openai.AuthenticationError, "invalid_api_key", openai.OpenAI(api_key="wrong").models.list)

# Every provider asks to wait: the client is told, and waits when it may.
limited = refused(openai.RateLimitError, "rate_limit_exceeded", ask)
assert limited.response.headers["retry-after"] == "2", limited.response.headers
later = ask(client.with_options(max_retries=2))
assert later.choices[0].message.content == "A balanced tree.", later

# An answer that broke off is an error, not a short answer.
refused(openai.APIError, "stream_cut", lambda: list(ask(**STREAMED)))

root = client.base_url.join("/metrics")
metrics = client.get(str(root), cast_to=str)
families = {family.name: family for family in text_string_to_metric_families(metrics)}
answers = {sample.labels["provider"]: sample.value for sample in families["samocoder_answers"].samples}
assert sum(answers.values()) == 3, families
limits = [it for it in families["samocoder_failures"].samples if it.labels["why"] == "there were too many requests"]
assert sum(it.value for it in limits) == 2, families
assert families["samocoder_under_way"].samples[0].value == 0, families
print("content")
