package io.supportassistant.redaction;

import java.util.List;

/** Finds personal data of one kind. */
interface Detector {

    /**
     * @param original the text as it came, for what does not depend on numbers
     */
    List<Finding> find(String original, WrittenText written);
}
