/// The questions that the agent asks of pods. Start reading at [dev.skiff.agent.facts.PodFacts].
@NullMarked
package dev.skiff.agent.facts;

import org.jspecify.annotations.NullMarked;
