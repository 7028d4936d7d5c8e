package io.supportassistant.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The lines of recorded calls, labels and predictions. */
public final class Json {

    public static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
}
