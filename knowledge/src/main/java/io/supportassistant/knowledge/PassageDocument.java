package io.supportassistant.knowledge;

import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * A passage as a Lucene document: {@code key}, {@code article}, {@code domain}, {@code entity} and
 * {@code kind} as exact terms, {@code title} and {@code text} by words, and {@code meaning}.
 */
final class PassageDocument {

    private PassageDocument() {}

    /**
     * Names a passage; a value beside the documents, because every hit of a search is asked for it.
     */
    static final String KEY = "key";

    /**
     * @throws IllegalArgumentException if the index would refuse the document
     */
    static Document of(IndexedPassage passage) {
        Document document = new Document();
        document.add(
                new BinaryDocValuesField(
                        KEY, new BytesRef(passage.articleId() + "#" + passage.number())));
        document.add(term("article", passage.articleId(), Field.Store.NO));
        document.add(term("domain", orNothing(passage.domain()), Field.Store.NO));
        document.add(term("entity", orNothing(passage.entity()), Field.Store.NO));
        document.add(term("kind", passage.kind(), Field.Store.NO));
        document.add(new TextField("title", passage.label(), Field.Store.NO));
        document.add(new TextField("text", passage.text(), Field.Store.NO));
        if (passage.meaning() != null) {
            document.add(
                    new KnnFloatVectorField(
                            "meaning", passage.meaning(), VectorSimilarityFunction.DOT_PRODUCT));
        }
        return document;
    }

    /**
     * Checks a term before any change: Lucene itself would fail halfway, after other changes.
     *
     * @throws IllegalArgumentException if the term is too long for any index
     */
    static void checkTerm(String field, String value) {
        if (new BytesRef(value).length > IndexWriter.MAX_TERM_LENGTH) {
            throw new IllegalArgumentException(
                    "the field " + field + " is too long for an index term");
        }
    }

    private static StringField term(String field, String value, Field.Store store) {
        checkTerm(field, value);
        return new StringField(field, value, store);
    }

    static String orNothing(String value) {
        return value == null ? CandidateFilter.NOTHING : value;
    }
}
