/// The rules of HorizontalPodAutoscalers, and their two forms. Start reading at
/// [dev.skiff.apiserver.registry.kinds.autoscaling.AutoscalerForms].
///
/// Stateless; the defaults change the tree they are given, all else changes nothing.
@NullMarked
package dev.skiff.apiserver.registry.kinds.autoscaling;

import org.jspecify.annotations.NullMarked;
