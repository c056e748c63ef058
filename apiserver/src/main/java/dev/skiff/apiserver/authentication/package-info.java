/// Who calls: client certificates, bearer tokens, impersonation, or nobody known. Start reading at
/// [dev.skiff.apiserver.authentication.RequestAuthenticator]. What they may do is decided
/// elsewhere.
@NullMarked
package dev.skiff.apiserver.authentication;

import org.jspecify.annotations.NullMarked;
