package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

    private static final Map<String, String> PROVIDER =
            Map.of(
                    "DESK_OIDC_ISSUER", "https://id.example.com/realms/desk/",
                    "DESK_OIDC_CLIENT_ID", "desk",
                    "DESK_URL", "https://desk.example.com");

    private static SignInSettings settings(String... changes) {
        Map<String, String> all = new HashMap<>(PROVIDER);
        for (int i = 0; i < changes.length; i += 2) {
            all.put(changes[i], changes[i + 1]);
        }
        return SignInSettings.from(Settings.of(all)).orElseThrow();
    }

    @Test
    void shouldOpenTheCallsOfAnAgentAndAllCallsToASupervisor() {
        JsonObject claims =
                new JsonObject().put("sub", "agent-7").put("roles", new JsonArray().add("agent"));

        assertThat(SignedInUser.of(claims, settings()).tokenClaims())
                .isEqualTo(new JsonObject().put("sub", "agent-7").put("sid", "mine"));
        claims.getJsonArray("roles").add("supervisor");
        assertThat(SignedInUser.of(claims, settings()).tokenClaims().getString("sid"))
                .isEqualTo("*");
    }

    @Test
    void shouldReadRolesAndAgentFromOtherClaims() {
        JsonObject claims =
                new JsonObject()
                        .put("preferred_username", "priya")
                        .put("realm_access", new JsonObject().put("roles", "staff desk-agent"));

        SignedInUser user =
                SignedInUser.of(
                        claims,
                        settings(
                                "DESK_OIDC_AGENT_CLAIM", "preferred_username",
                                "DESK_OIDC_ROLES_CLAIM", "/realm_access/roles",
                                "DESK_OIDC_AGENT_ROLE", "desk-agent"));

        assertThat(user).isEqualTo(new SignedInUser("priya", true, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"roles\":7}", "{\"roles\":\"agents\"}", "{\"sub\":\" \"}"})
    void shouldGiveNoRoleByMistake(String claims) {
        SignedInUser user = SignedInUser.of(new JsonObject(claims), settings());

        assertThat(user).isEqualTo(new SignedInUser(null, false, false));
    }

    @ParameterizedTest
    @CsvSource({
        "/desk/?session=a, /desk/?session=a",
        "https://attacker.example/desk/, /desk/",
        "//attacker.example/desk/, /desk/",
        "/desk/#token=x, /desk/",
        "/elsewhere, /desk/",
        ", /desk/"
    })
    void shouldReturnToTheDeskOnly(String wanted, String expected) {
        assertThat(SignIn.localPath(wanted)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "DESK_OIDC_ISSUER, http://id.example.com, https",
        "DESK_URL, http://desk.example.com, https",
        "DESK_URL, desk.example.com, https",
        "DESK_OIDC_ISSUER, https://id example, https"
    })
    void shouldRefuseAddressesThatAreNotSecure(String setting, String value, String reason) {
        assertThatThrownBy(() -> settings(setting, value))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(setting)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldNameAMissingSetting() {
        assertThatThrownBy(
                        () ->
                                SignInSettings.from(
                                        Settings.of(
                                                Map.of(
                                                        "DESK_OIDC_ISSUER",
                                                        "https://id.example.com"))))
                .hasMessageContaining("DESK_OIDC_CLIENT_ID");
    }
}
