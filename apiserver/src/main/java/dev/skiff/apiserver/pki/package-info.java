/// Who may be believed: the cluster's own certificate authority, the certificates it issues, and
/// the TLS contexts built from them. Start reading at [dev.skiff.apiserver.pki.ClusterPki].
///
/// Keys are written with mode 0600 into directories of mode 0700, and certificates are made only
/// when they are missing or close to their end: making them is the slowest part of a first start.
@NullMarked
package dev.skiff.apiserver.pki;

import org.jspecify.annotations.NullMarked;
