/** For tests only: in-memory doubles of the model's ports, contracts that hold doubles and stores alike, and the rules of the house. */
package io.mediflow.testkit;
