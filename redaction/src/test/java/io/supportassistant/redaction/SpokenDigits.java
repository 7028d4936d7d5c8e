package io.supportassistant.redaction;

import java.util.Random;

/** Digits as spoken in one language, one by one or in pairs. */
enum SpokenDigits {
    EN(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                    + " fifteen sixteen seventeen eighteen nineteen",
            "double") {
        @Override
        String tens(int tens, int ones) {
            String[] words = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
            return words[tens - 2] + (ones == 0 ? "" : " " + below20(ones));
        }
    },
    DE(
            "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"
                    + " fünfzehn sechzehn siebzehn achtzehn neunzehn",
            "doppel") {
        @Override
        String tens(int tens, int ones) {
            String[] words =
                    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" ");
            String unit = ones == 1 ? "ein" : below20(ones);
            return (ones == 0 ? "" : unit + "und") + words[tens - 2];
        }
    },
    ES(
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce"
                    + " quince dieciséis diecisiete dieciocho diecinueve",
            "doble") {
        @Override
        String tens(int tens, int ones) {
            if (tens == 2) {
                return ones == 0
                        ? "veinte"
                        : "veinti" + below20(ones).replace("dos", "dós").replace("tres", "trés");
            }
            String[] words =
                    "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(" ");
            return words[tens - 3] + (ones == 0 ? "" : " y " + below20(ones));
        }
    },
    FR(
            "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
                    + " quinze seize dix-sept dix-huit dix-neuf",
            "double") {
        @Override
        String tens(int tens, int ones) {
            String[] words = "vingt trente quarante cinquante soixante".split(" ");
            if (tens == 7) {
                return "soixante" + (ones == 1 ? " et " : "-") + below20(10 + ones);
            }
            if (tens >= 8) {
                int rest = ones + (tens == 9 ? 10 : 0);
                return rest == 0 ? "quatre-vingts" : "quatre-vingt-" + below20(rest);
            }
            String joint = ones == 1 ? " et " : "-";
            return words[tens - 2] + (ones == 0 ? "" : joint + below20(ones));
        }
    };

    private final String[] words;
    private final String twice;

    SpokenDigits(String words, String twice) {
        this.words = words.split(" ");
        this.twice = twice;
    }

    abstract String tens(int tens, int ones);

    String below20(int number) {
        return words[number];
    }

    /** Leaves other characters unchanged. */
    String oneByOne(String number, Random random) {
        StringBuilder spoken = new StringBuilder();
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (i > 0) {
                spoken.append(random.nextInt(8) == 0 ? ", " : " ");
            }
            boolean isDigit = Character.isDigit(c);
            boolean again = i + 1 < number.length() && number.charAt(i + 1) == c;
            if (isDigit && again && random.nextInt(4) == 0) {
                spoken.append(twice).append(' ');
                i++;
            }
            spoken.append(isDigit ? below20(c - '0') : String.valueOf(c));
        }
        return spoken.toString();
    }

    String twoByTwo(String digits) {
        StringBuilder spoken = new StringBuilder();
        for (int i = 0; i < digits.length(); i += 2) {
            spoken.append(i == 0 ? "" : " ");
            int tens = digits.charAt(i) - '0';
            if (i + 1 == digits.length()) {
                spoken.append(below20(tens));
                break;
            }
            int ones = digits.charAt(i + 1) - '0';
            if (tens == 0) {
                spoken.append(below20(0)).append(' ').append(below20(ones));
            } else if (tens == 1) {
                spoken.append(below20(10 + ones));
            } else {
                spoken.append(tens(tens, ones));
            }
        }
        return spoken.toString();
    }
}
