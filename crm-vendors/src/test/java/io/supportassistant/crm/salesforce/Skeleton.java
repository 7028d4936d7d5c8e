package io.supportassistant.crm.salesforce;

/** A query with a question mark in place of each literal. */
final class Skeleton {

    private Skeleton() {}

    static String of(String soql) {
        StringBuilder skeleton = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < soql.length(); i++) {
            char c = soql.charAt(i);
            if (c == '\'') {
                inside = !inside;
                skeleton.append(inside ? "?" : "");
            } else if (!inside) {
                skeleton.append(c);
            } else if (c == '\\') {
                i++;
            }
        }
        return skeleton.append(inside ? "..." : "").toString();
    }
}
