package io.supportassistant.articles;

/** An article, or a whole file, that cannot be loaded; the message completes "FILE ...". */
final class RejectedArticleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RejectedArticleException(String reason) {
        super(reason, null, false, false);
    }
}
