/// The rules of FlowSchemas and PriorityLevelConfigurations, and those that every cluster has.
/// Start
/// reading at [dev.skiff.apiserver.registry.kinds.flow.FlowSchemaRules].
///
/// Stateless; the defaults change the tree they are given, the rules change nothing.
@NullMarked
package dev.skiff.apiserver.registry.kinds.flow;

import org.jspecify.annotations.NullMarked;
