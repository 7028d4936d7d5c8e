package io.supportassistant.context.tagger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The tagger's features of each token: the words around it, its shape, its prefix and suffix, and
 * the kinds of the gazetteer's names at its place. A feature is the hash of a template and its
 * values. The weights belong to these templates: a change of a template needs new training.
 */
public final class TokenFeatures {

    private static final int LONGEST_AFFIX = 4;
    private static final Set<String> FILE_ENDINGS =
            Set.of(
                    ("a apk asp aspx bat bin bmp c cfg cmd conf cpp cs cshtml css csv db dbf deb"
                         + " dll dmg doc docx exe gif go gradle gz h htm html ini iso jar java jpeg"
                         + " jpg js json jsp jsx kt less lib lock log m md mm mov mp3 mp4 msi o pdf"
                         + " php pkg pl plist png ppt pptx properties ps1 py rb rpm rs rtf s sbt"
                         + " scala scss sh so sql svg swift tar ts txt vue war wav xaml xls xlsx"
                         + " xml yaml yml zip")
                            .split(" "));

    private final Gazetteer gazetteer;

    public TokenFeatures(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    /** The hashes of each token's features. */
    public int[][] of(List<Token> tokens) {
        List<String> words =
                tokens.stream().map(token -> token.text().toLowerCase(Locale.ROOT)).toList();
        List<String> shapes = tokens.stream().map(token -> shape(token.text())).toList();
        Sentence sentence = new Sentence(words, shapes, gazetteer.find(words));
        int[][] features = new int[words.size()][];
        for (int i = 0; i < features.length; i++) {
            features[i] = new Collector(sentence, i).features();
        }
        return features;
    }

    /** A pattern of upper case, lower case, digits and other marks; equal neighbours become one. */
    static String shape(String word) {
        StringBuilder shape = new StringBuilder();
        char last = 0;
        for (int i = 0; i < word.length() && shape.length() < 8; i++) {
            char c = word.charAt(i);
            char sort = c;
            if (Character.isLetter(c)) {
                sort = Character.isUpperCase(c) ? 'X' : 'x';
            } else if (Character.isDigit(c)) {
                sort = '9';
            }
            if (sort != last) {
                shape.append(sort);
                last = sort;
            }
        }
        return shape.toString();
    }

    /** The order is part of the weights' meaning. */
    private enum Template {
        ALWAYS,
        WORD,
        SINGULAR,
        WORD_BEFORE,
        WORD_AFTER,
        SECOND_WORD_BEFORE,
        SECOND_WORD_AFTER,
        BEGINNING,
        ENDING,
        SHAPE,
        SHAPE_BEFORE,
        SHAPE_AFTER,
        SHAPE_AND_WORD_BEFORE,
        SHAPE_AND_WORD_AFTER,
        DIGITS,
        FILE_ENDING,
        PATH,
        ADDRESS,
        ERROR_NAME,
        NAME_BEGINS,
        NAME_CONTINUES,
        NAME_BEFORE,
        NAME_AFTER,
        KINDS,
        KINDS_AND_SHAPE,
        KINDS_BEFORE_AND_SHAPE,
        KINDS_BEFORE_AND_HERE,
        KINDS_HERE_AND_AFTER
    }

    private record Sentence(List<String> words, List<String> shapes, Gazetteer.Kinds kinds) {

        String word(int i) {
            return at(words, i);
        }

        String shape(int i) {
            return at(shapes, i);
        }

        private static String at(List<String> items, int i) {
            if (i < 0) {
                return "<s>";
            }
            return i < items.size() ? items.get(i) : "</s>";
        }
    }

    private static final class Collector {

        private final Sentence sentence;
        private final int i;
        private final String word;
        private final String shape;
        private int[] hashes = new int[48];
        private int count;

        Collector(Sentence sentence, int token) {
            this.sentence = sentence;
            this.i = token;
            this.word = sentence.word(token);
            this.shape = sentence.shape(token);
        }

        int[] features() {
            add(Template.ALWAYS, "");
            addWords();
            addShapes();
            addForms();
            addKinds();
            return Arrays.copyOf(hashes, count);
        }

        private void addWords() {
            add(Template.WORD, word);
            add(Template.SINGULAR, singular());
            add(Template.WORD_BEFORE, sentence.word(i - 1));
            add(Template.WORD_AFTER, sentence.word(i + 1));
            add(Template.SECOND_WORD_BEFORE, sentence.word(i - 2));
            add(Template.SECOND_WORD_AFTER, sentence.word(i + 2));
            for (int length = 1; length <= LONGEST_AFFIX && length < word.length(); length++) {
                add(Template.BEGINNING, word.substring(0, length));
                add(Template.ENDING, word.substring(word.length() - length));
            }
        }

        private String singular() {
            return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                    ? word.substring(0, word.length() - 1)
                    : word;
        }

        private void addShapes() {
            add(Template.SHAPE, shape);
            add(Template.SHAPE_BEFORE, sentence.shape(i - 1), shape);
            add(Template.SHAPE_AFTER, shape, sentence.shape(i + 1));
            add(Template.SHAPE_AND_WORD_BEFORE, sentence.word(i - 1), shape);
            add(Template.SHAPE_AND_WORD_AFTER, shape, sentence.word(i + 1));
        }

        private void addForms() {
            if (shape.equals("9")) {
                add(Template.DIGITS, Integer.toString(word.length()));
            }
            int dot = word.lastIndexOf('.');
            if (dot > 0 && FILE_ENDINGS.contains(word.substring(dot + 1))) {
                add(Template.FILE_ENDING, "");
            }
            if (word.contains("://")) {
                add(Template.ADDRESS, "");
            } else if (word.indexOf('/') >= 0) {
                add(Template.PATH, word.charAt(0) == '/' ? "absolute" : "relative");
            }
            if (word.length() > 7 && (word.endsWith("exception") || word.endsWith("error"))) {
                add(Template.ERROR_NAME, "");
            }
        }

        private void addKinds() {
            Gazetteer.Kinds kinds = sentence.kinds();
            String before = Integer.toString(kinds.of(i - 1));
            String here = Integer.toString(kinds.of(i));
            String after = Integer.toString(kinds.of(i + 1));
            addEach(Template.NAME_BEGINS, kinds.first()[i]);
            addEach(Template.NAME_CONTINUES, kinds.within()[i]);
            addEach(Template.NAME_BEFORE, kinds.of(i - 1));
            addEach(Template.NAME_AFTER, kinds.of(i + 1));
            add(Template.KINDS, here);
            add(Template.KINDS_AND_SHAPE, here, shape);
            add(Template.KINDS_BEFORE_AND_SHAPE, before, shape);
            add(Template.KINDS_BEFORE_AND_HERE, before, here);
            add(Template.KINDS_HERE_AND_AFTER, here, after);
        }

        private void addEach(Template template, int bits) {
            for (int rest = bits; rest != 0; rest &= rest - 1) {
                add(template, Integer.toString(Integer.numberOfTrailingZeros(rest)));
            }
        }

        private void add(Template template, String filling) {
            add(template, filling, "");
        }

        private void add(Template template, String first, String second) {
            int hash = 0x811c9dc5 ^ (template.ordinal() + 1) * 0x9e3779b1;
            hash = mixed(mixed(hash, first) * 31 + 7, second);
            hash ^= hash >>> 16;
            hash *= 0x85ebca6b;
            hash ^= hash >>> 13;
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * count);
            }
            hashes[count++] = hash;
        }

        private static int mixed(int hash, String text) {
            int mixed = hash;
            for (int c = 0; c < text.length(); c++) {
                mixed = (mixed ^ text.charAt(c)) * 0x01000193;
            }
            return mixed;
        }
    }
}
