/** Golden cases: folders of input and expected output side by side, each a test. */
package io.mediflow.testkit.golden;
