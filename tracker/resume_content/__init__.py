"""What the owner of a résumé decided: pure data, in the shape in which it is stored."""
