/// Kinds whose objects are questions to the server: who somebody is, and what he may do. They are
/// answered and never stored. Start reading at [dev.skiff.apiserver.review.Reviews].
@NullMarked
package dev.skiff.apiserver.review;

import org.jspecify.annotations.NullMarked;
