/// Questions to the server about users and what they may do. Start reading at
/// [dev.skiff.apiserver.review.ReviewsTest].
@NullMarked
package dev.skiff.apiserver.review;

import org.jspecify.annotations.NullMarked;
