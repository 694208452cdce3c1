"""Reports as DOCX, for those who must edit elsewhere: the layout of the profiles in the words of Word."""
