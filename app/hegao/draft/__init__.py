"""What a draft is: paragraphs and places, and what is recognised in it (elements, outline, genre)."""
