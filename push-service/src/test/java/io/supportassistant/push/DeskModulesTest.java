package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeskModulesTest {

    private final Map<String, String> texts = new HashMap<>();

    @Test
    void shouldRunEachModuleOnceAfterThoseThatItImports() {
        texts.put(
                "app.js",
                "import { card } from './view/card.js';\n"
                        + "import './plain.js';\n"
                        + "import * as plain from './plain.js';\n"
                        + "card();\n");
        texts.put(
                "view/card.js",
                "import {\n  list as all,\n  text,\n} from '../plain.js';\n"
                        + "import de from '../texts/de.js';\nexport function card() {}\n");
        texts.put("plain.js", "export const list = 1;\nexport const { a, text } = two();\n");
        texts.put("texts/de.js", "export default {\n  Copy: 'Kopieren',\n};\n");

        assertThat(join())
                .isEqualToNormalizingNewlines(
                        """
                        const deskModules = {};
                        deskModules['plain.js'] = (() => {
                        const list = 1;
                        const { a, text } = two();

                        return { list, a, text };
                        })();
                        deskModules['texts/de.js'] = (() => {
                        const exported = {
                          Copy: 'Kopieren',
                        };

                        return { default: exported };
                        })();
                        deskModules['view/card.js'] = (() => {
                        const {
                          list: all,
                          text,
                        } = deskModules['plain.js'];
                        const { default: de } = deskModules['texts/de.js'];
                        function card() {}

                        return { card };
                        })();
                        deskModules['app.js'] = (() => {
                        const { card } = deskModules['view/card.js'];

                        const plain = deskModules['plain.js'];
                        card();

                        return {  };
                        })();
                        """);
    }

    @Test
    void shouldRefuseModulesThatImportEachOther() {
        texts.put("app.js", "import './one.js';");
        texts.put("one.js", "import './app.js';");

        assertThatThrownBy(this::join).hasMessageContaining("[app.js, one.js]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import { a } from 'library';",
                "export let changing = 1;",
                "export { a };",
                "export * from './plain.js';",
                "  const a = await import(path);",
                "const a = await b;"
            })
    void shouldRefuseWhatCanNotBeJoined(String line) {
        texts.put("app.js", line);
        texts.put("plain.js", "");

        assertThatThrownBy(this::join)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("app.js");
    }

    private String join() {
        return DeskModules.join("app.js", texts::get);
    }
}
