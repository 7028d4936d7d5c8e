package io.supportassistant.personaldata;

import java.util.List;

/** Finds personal data of one kind. */
public interface Detector {

    /**
     * @param original the text as it came, for what does not depend on numbers
     */
    List<Finding> find(String original, WrittenText written);
}
