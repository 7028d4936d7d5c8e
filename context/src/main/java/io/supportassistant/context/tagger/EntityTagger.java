package io.supportassistant.context.tagger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the entities in a text by their context, with weights learned from labelled sentences. */
public final class EntityTagger {

    private static final String WEIGHTS = "/language/entity-tagger.weights";

    private final TokenFeatures features;
    private final TaggerWeights weights;

    public EntityTagger(TokenFeatures features, TaggerWeights weights) {
        this.features = features;
        this.weights = weights;
    }

    /** The tagger with the shipped weights. */
    public static EntityTagger standard() {
        try (InputStream in = EntityTagger.class.getResourceAsStream(WEIGHTS)) {
            return new EntityTagger(
                    new TokenFeatures(Gazetteer.standard()), TaggerWeights.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entities of a text, in order, without overlaps. */
    public List<Span> find(String text) {
        List<Token> tokens = Tokenizer.tokens(text);
        int[] labels = weights.decode(features.of(tokens));
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] % 2 == 0) {
                continue;
            }
            int last = i;
            while (last + 1 < labels.length && labels[last + 1] == labels[i] + 1) {
                last++;
            }
            add(weights.types().get(labels[i] / 2), tokens.subList(i, last + 1), spans);
        }
        return spans;
    }

    /**
     * Adds an entity without the quotes and brackets around its name, and without a "'s" before or
     * after it.
     */
    private static void add(String type, List<Token> tokens, List<Span> spans) {
        int first = 0;
        int last = tokens.size() - 1;
        while (first <= last && isMark(tokens.get(first))) {
            first++;
        }
        while (last > first && isMark(tokens.get(last))) {
            last--;
        }
        if (first <= last) {
            spans.add(new Span(type, tokens.get(first).start(), tokens.get(last).end()));
        }
    }

    private static boolean isMark(Token token) {
        return "'\u2019".indexOf(token.text().charAt(0)) >= 0
                || token.text().chars().noneMatch(Character::isLetterOrDigit);
    }
}
