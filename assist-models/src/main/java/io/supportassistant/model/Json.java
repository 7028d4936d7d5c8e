package io.supportassistant.model;

import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON of requests to models and of what servers respond. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
