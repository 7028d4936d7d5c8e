package io.supportassistant.knowledge;

import io.supportassistant.events.TextRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Analyses English text as the index does: removes stop words and reduces the other words to stems.
 */
public final class EnglishText implements AutoCloseable {

    private final Analyzer analyzer = new EnglishAnalyzer();

    Analyzer analyzer() {
        return analyzer;
    }

    /** The distinct stems of a text, in order. */
    public Set<String> stems(String text) {
        Set<String> stems = new LinkedHashSet<>();
        forEachToken(text, (stem, range) -> stems.add(stem));
        return stems;
    }

    /** The stem of each word of a text, in order, with repetitions. */
    public List<String> words(String text) {
        List<String> words = new ArrayList<>();
        forEachToken(text, (stem, range) -> words.add(stem));
        return words;
    }

    /** The positions of the stems in the text; adjacent words are joined. */
    List<TextRange> highlights(String text, Set<String> stems) {
        return highlights(text, tokens(text), stems);
    }

    /** The stems of a text with their positions, in order. */
    public List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        forEachToken(text, (stem, range) -> tokens.add(new Token(stem, range)));
        return tokens;
    }

    public record Token(String stem, TextRange range) {}

    /** The positions of the stems in a text with these tokens; adjacent words are joined. */
    public static List<TextRange> highlights(String text, List<Token> tokens, Set<String> stems) {
        List<TextRange> ranges = new ArrayList<>();
        for (Token token : tokens) {
            if (!stems.contains(token.stem())) {
                continue;
            }
            TextRange range = token.range();
            TextRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && text.substring(last.end(), range.start()).isBlank()) {
                ranges.set(ranges.size() - 1, new TextRange(last.start(), range.end()));
            } else {
                ranges.add(range);
            }
        }
        return List.copyOf(ranges);
    }

    private void forEachToken(String text, TokenVisitor visitor) {
        try (TokenStream tokens = analyzer.tokenStream("text", text)) {
            CharTermAttribute stem = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                visitor.visit(
                        stem.toString(), new TextRange(offset.startOffset(), offset.endOffset()));
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        analyzer.close();
    }

    private interface TokenVisitor {
        void visit(String stem, TextRange range);
    }
}
