"""What a record is: pure types and rules, without services, images or OCR."""
