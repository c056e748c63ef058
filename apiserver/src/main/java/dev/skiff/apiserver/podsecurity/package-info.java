/// The Pod Security Standards: which pods a level of security allows, version by version, in
/// upstream's words. Start reading at [dev.skiff.apiserver.podsecurity.SecurityStandards]. Pure
/// functions of a pod's metadata and spec; who asks is the admission of pods, workloads and
/// namespaces.
@NullMarked
package dev.skiff.apiserver.podsecurity;

import org.jspecify.annotations.NullMarked;
