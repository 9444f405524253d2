"""What each command answers, one module an answer: from records to the parts that every form is made of."""
