/// What a pod, or the template of one, may say: its defaults, its validation, what may change, what
/// to warn of. Start reading at [dev.skiff.apiserver.registry.kinds.pod.PodSpecRules]. Texts, paths
/// and order are Kubernetes'.
@NullMarked
package dev.skiff.apiserver.registry.kinds.pod;

import org.jspecify.annotations.NullMarked;
