"""openai: chat completions, embeddings and refusals of the model double."""

import json
import unittest

import openai

from where import AT

MODELS = AT["openai"]


def client(key=MODELS["key"]):
    return openai.OpenAI(base_url=MODELS["url"], api_key=key, max_retries=0)


def chat(client=None, **options):
    return (client or globals()["client"]()).chat.completions.create(
        model=MODELS["model"],
        messages=[{"role": "user", "content": "Hello"}],
        **options,
    )


def strict(schema):
    return {
        "type": "json_schema",
        "json_schema": {"name": "shape", "strict": True, "schema": schema},
    }


SHAPE = {
    "type": "object",
    "properties": {"a": {"type": "string"}, "b": {"type": "array", "items": {"type": "string"}}},
    "required": ["a", "b"],
    "additionalProperties": False,
}


class Models(unittest.TestCase):
    def test_answers_in_the_shape_asked_for(self):
        answer = chat(response_format=strict(SHAPE), temperature=0.2, max_completion_tokens=50)

        self.assertEqual(set(json.loads(answer.choices[0].message.content)), {"a", "b"})
        self.assertEqual(answer.choices[0].finish_reason, "stop")
        self.assertGreater(answer.usage.prompt_tokens, 0)

    def test_lists_its_models(self):
        self.assertIn(MODELS["model"], [model.id for model in client().models.list()])

    def test_embeds(self):
        answer = client().embeddings.create(
            model=MODELS["embedding_model"], input=["red light", "green"], dimensions=16
        )
        self.assertEqual([len(one.embedding) for one in answer.data], [16, 16])

    def test_refuses_another_key(self):
        with self.assertRaises(openai.AuthenticationError):
            chat(client("sk-other"))

    def test_refuses_another_model(self):
        with self.assertRaises(openai.NotFoundError):
            client().chat.completions.create(
                model="other", messages=[{"role": "user", "content": "Hello"}]
            )

    def test_refuses_a_temperature_of_3(self):
        with self.assertRaises(openai.BadRequestError) as refused:
            chat(temperature=3)
        self.assertEqual(refused.exception.param, "temperature")

    def test_refuses_parameters_it_does_not_know(self):
        with self.assertRaises(openai.BadRequestError) as refused:
            chat(extra_body={"top_k": 5})
        self.assertEqual(refused.exception.code, "unknown_parameter")

    def test_refuses_one_of_in_strict_mode(self):
        properties = {"a": {"oneOf": [{"type": "string"}]}, "b": SHAPE["properties"]["b"]}
        with self.assertRaises(openai.BadRequestError) as refused:
            chat(response_format=strict({**SHAPE, "properties": properties}))
        self.assertIn("oneOf", str(refused.exception))
