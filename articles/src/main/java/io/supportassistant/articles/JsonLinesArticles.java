package io.supportassistant.articles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * One article per line, as a JSON object. Without a position of its own, the line number is the
 * article's position, so that the questions of a guide keep their order.
 */
final class JsonLinesArticles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLinesArticles() {}

    static void read(String text, FileReading reading) {
        int number = 0;
        for (int start = 0; start < text.length(); number++) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end);
            if (!line.isBlank()) {
                article(line, number, reading);
            }
            start = end + 1;
        }
    }

    private static void article(String line, int number, FileReading reading) {
        String where = "line " + (number + 1);
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            reading.reject(where, "is not JSON");
            return;
        }
        ArticleFields fields = new ArticleFields();
        json.properties().forEach(field -> fields.put(field.getKey(), texts(field.getValue())));
        String body = fields.raw(ArticleFields.BODY);
        reading.takeEither(where, fields, body, number);
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> texts.add(item.asText()));
        } else if (value.isValueNode() && !value.isNull()) {
            texts.add(value.asText());
        }
        return texts;
    }
}
