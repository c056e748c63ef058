/// Stock kubectl against a whole cluster: transcripts of commands with what they must print, for
/// every version found. Start reading at [dev.skiff.it.kubectl.KubectlTest]; the transcripts are in
/// `src/test/resources/kubectl`.
@NullMarked
package dev.skiff.it.kubectl;

import org.jspecify.annotations.NullMarked;
