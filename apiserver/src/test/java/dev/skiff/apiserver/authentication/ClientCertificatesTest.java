package dev.skiff.apiserver.authentication;

import static dev.skiff.api.request.UserInfo.AUTHENTICATED_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.UserInfo;
import dev.skiff.apiserver.pki.CertificateAuthority;
import dev.skiff.apiserver.pki.CertificateSpec;
import dev.skiff.apiserver.pki.Identity;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClientCertificatesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = now::get;
    private final CertificateAuthority ours = authority();
    private final ClientCertificates certificates =
            new ClientCertificates(List.of(ours.certificate()), clock);

    private CertificateAuthority authority() {
        return CertificateAuthority.create("ca", clock, new SecureRandom());
    }

    @Test
    void the_common_name_is_the_user_and_the_organizations_are_its_groups() {
        Identity ada = ours.issue(CertificateSpec.client("ada", "b", "a"));

        assertThat(certificates.authenticate(ada.chain()))
                .isInstanceOfSatisfying(
                        Authentication.Identified.class,
                        identified -> {
                            UserInfo user = identified.user();
                            assertThat(user.name()).isEqualTo("ada");
                            assertThat(user.groups())
                                    .containsExactly("b", "a", AUTHENTICATED_GROUP);
                            assertThat(user.extra())
                                    .hasEntrySatisfying(
                                            "authentication.kubernetes.io/credential-id",
                                            id ->
                                                    assertThat(id.getFirst())
                                                            .matches("X509SHA256=[0-9a-f]{64}"));
                        });
        assertThat(certificates.authenticate(List.of(ada.certificate())))
                .as("the authority need not be sent")
                .isInstanceOf(Authentication.Identified.class);
    }

    @Test
    void no_certificate_is_no_credential() {
        assertThat(certificates.authenticate(List.of())).isEqualTo(new Authentication.Absent());
    }

    @Test
    void a_certificate_of_another_authority_of_the_same_name_is_refused() {
        Identity eve = authority().issue(CertificateSpec.client("eve"));

        assertThat(certificates.authenticate(eve.chain()))
                .isInstanceOf(Authentication.Refused.class);
        assertThat(certificates.authenticate(List.of(eve.certificate())))
                .isInstanceOf(Authentication.Refused.class);
    }

    @Test
    void a_certificate_meant_for_servers_is_refused() {
        Identity server = ours.issue(CertificateSpec.server("server", List.of("localhost")));

        assertThat(certificates.authenticate(server.chain()))
                .isInstanceOf(Authentication.Refused.class);
    }

    @Test
    void an_expired_certificate_is_refused_even_if_it_was_good_before() {
        Identity ada = ours.issue(CertificateSpec.client("ada"));
        assertThat(certificates.authenticate(ada.chain()))
                .isInstanceOf(Authentication.Identified.class);

        now.updateAndGet(then -> then.plus(Duration.ofDays(366)));

        assertThat(certificates.authenticate(ada.chain()))
                .isInstanceOf(Authentication.Refused.class);
    }
}
