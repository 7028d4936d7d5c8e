package io.supportassistant.articles;

import org.commonmark.node.Node;

/** Rejects documents that are nested deeper than any article: rendering them needs a deep stack. */
final class Nesting {

    private static final int DEEPEST = 250;

    private Nesting() {}

    /**
     * @throws RejectedArticleException if it is nested too deeply
     */
    static void check(Node document) {
        int depth = 0;
        Node node = document;
        while (node != null) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                check(++depth);
                continue;
            }
            while (node != document && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            node = node == document ? null : node.getNext();
        }
    }

    /**
     * @throws RejectedArticleException if it is nested too deeply
     */
    static void check(org.jsoup.nodes.Node root) {
        root.traverse((node, depth) -> check(depth));
    }

    private static void check(int depth) {
        if (depth > DEEPEST) {
            throw new RejectedArticleException("is nested more than " + DEEPEST + " levels deep");
        }
    }
}
