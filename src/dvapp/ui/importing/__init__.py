"""Importing other people's sheets: file, columns, trial, result, history."""
