/// The rules of CertificateSigningRequests. Start reading at
/// [dev.skiff.apiserver.registry.kinds.certificate.SigningRequestRules].
///
/// Stateless. What parses requests loads BouncyCastle, which takes long: only when there is one.
@NullMarked
package dev.skiff.apiserver.registry.kinds.certificate;

import org.jspecify.annotations.NullMarked;
