package io.pyforge.databricks.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  @Test
  void halfOfAHundredRequestsMayBeRepetitions() {
    RetryBudget budget = new RetryBudget();
    for (int i = 0; i < 50; i++) {
      budget.first();
      assertThat(budget.repeat()).isTrue();
    }
    budget.first();
    assertThat(budget.repeat()).as("50 of the last 100").isFalse();
    budget.first();
    assertThat(budget.repeat()).as("the oldest repetition is forgotten").isTrue();
  }

  @Test
  void aServiceThatIsDownFromTheStartIsGivenFiftyChances() {
    RetryBudget budget = new RetryBudget();
    int repetitions = 0;
    for (int file = 0; file < 10; file++) {
      budget.first();
      while (budget.repeat()) {
        repetitions++;
      }
    }
    assertThat(repetitions).isEqualTo(50);
  }

  @Test
  void requestsThatGoRightMakeRoomAgain() {
    RetryBudget budget = new RetryBudget();
    while (budget.repeat()) {
      // used up
    }
    for (int i = 0; i < 50; i++) {
      budget.first();
    }
    assertThat(budget.repeat()).as("the hundred are still half repetitions").isFalse();
    budget.first();
    assertThat(budget.repeat()).isTrue();
  }
}
