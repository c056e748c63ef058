package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Makes one object be as its manifest says.
@FunctionalInterface
interface Applier {
    /// @param object as it is now
    /// @param done what was done to it: `created`, `configured`
    record Applied(ObjectNode object, String done) {}

    /// @param object with its namespace
    Applied apply(ResourceType type, String source, ObjectNode object);
}
