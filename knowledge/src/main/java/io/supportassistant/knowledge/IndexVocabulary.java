package io.supportassistant.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** The words that the articles of a Lucene index use. */
final class IndexVocabulary implements SubjectNames.Vocabulary {

    /** A word in fewer articles may be a typing error. */
    private static final int WRITTEN_IN = 2;

    private static final int COMMON_IN = 3;
    private static final double COMMON_SHARE = 0.001;

    private final IndexSearcher searcher;
    private final EnglishText english;
    private final PhoneticIndex words;
    private final int passages;

    /**
     * @param searcher must stay open until the last call of {@link #elsewhere}
     * @param words the words of the articles
     */
    IndexVocabulary(IndexSearcher searcher, EnglishText english, PhoneticIndex words) {
        this.searcher = searcher;
        this.english = english;
        this.words = words;
        this.passages = Math.max(1, searcher.getIndexReader().numDocs());
    }

    @Override
    public double elsewhere(String word, Set<String> subjects) {
        for (String stem : english.stems(word)) {
            BooleanQuery.Builder having = new BooleanQuery.Builder();
            having.add(new TermQuery(new Term("text", stem)), Occur.SHOULD);
            having.add(new TermQuery(new Term("title", stem)), Occur.SHOULD);
            BooleanQuery.Builder elsewhere = new BooleanQuery.Builder();
            elsewhere.add(having.build(), Occur.MUST);
            elsewhere.add(
                    new TermInSetQuery("entity", subjects.stream().map(BytesRef::new).toList()),
                    Occur.MUST_NOT);
            try {
                return searcher.count(elsewhere.build()) / (double) passages;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return 1;
    }

    @Override
    public boolean isWritten(String word) {
        return words.uses(word) >= WRITTEN_IN;
    }

    @Override
    public Collection<String> common() {
        return words.inAtLeast(Math.max(COMMON_IN, (int) (COMMON_SHARE * passages)));
    }
}
