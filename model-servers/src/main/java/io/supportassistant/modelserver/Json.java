package io.supportassistant.modelserver;

import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON of requests for embeddings and of responses. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
