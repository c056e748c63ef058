package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TabTextTest {
    @Test
    void neighbouring_lines_share_the_width_of_a_column() {
        TabText text = new TabText(ZoneOffset.UTC);
        text.line(0, "Name:", "web");
        text.line(0, "Namespace:", "default");
        text.line(0, "Conditions:");
        text.line(1, "Type", "Status");
        text.line(1, "Available", "True");

        assertThat(text.render())
                .isEqualTo(
                        """
                        Name:       web
                        Namespace:  default
                        Conditions:
                          Type       Status
                          Available  True
                        """);
    }
}
