package io.watchbill.cli.demo;

/** How the demo is watched. */
public interface DemoView {

    /** Says something that stays: a start, an alert, an end. */
    void say(String line);

    /** Shows what there is to see now; on a terminal in place of what was shown before. */
    void show(Frame frame);
}
