package io.supportassistant.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The lines of recorded calls, labels and predictions. */
final class Json {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
}
